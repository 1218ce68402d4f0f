import AsyncHTTPClient
import Crypto
import NIOCore
import NIOHTTP1
