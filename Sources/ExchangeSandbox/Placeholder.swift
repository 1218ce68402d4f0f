import Crypto
import FlyingFox
