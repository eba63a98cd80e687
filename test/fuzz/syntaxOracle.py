"""Answers what compile() says of each text: null, ["type", line], or "limit" for the limits of the compiler itself."""
import json
import sys
import warnings

warnings.simplefilter("ignore")


def answer(text):
    try:
        compile(text.encode("utf-8", "surrogatepass"), ".buildbot", "exec", dont_inherit=True)
    except SyntaxError as error:
        return [type(error).__name__, error.lineno, error.msg]
    except (RecursionError, MemoryError, OverflowError):
        return "limit"
    except ValueError as error:
        return ["ValueError", None, str(error)]
    return None


for line in sys.stdin:
    print(json.dumps(answer(json.loads(line))), flush=True)
