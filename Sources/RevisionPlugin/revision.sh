# revision.sh ROOT OUTPUT: the commit of the source tree at ROOT, as a Swift file. Empty where nothing tells it.
set -eu
cd "$1"
# A hook's variables would name another repository.
unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE
export GIT_OPTIONAL_LOCKS=0
commit=
if [ -e .git ] && commit=$(git rev-parse --short=12 HEAD 2>/dev/null); then
    compiled=$(git status --porcelain -- Package.swift Sources Runbooks 2>/dev/null) || compiled=unknown
    [ -z "$compiled" ] || commit="$commit, modified"
else
    # `git archive` fills it in; elsewhere it is no commit.
    commit=$(grep -E '^[0-9a-f]{7,40}$' Sources/RevisionPlugin/archived-commit || true)
fi
text="let compiledCommit = \"$commit\""
[ "$(cat "$2" 2>/dev/null || true)" = "$text" ] || printf '%s\n' "$text" > "$2"
