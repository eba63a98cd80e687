/** What module names alone reveal. */

/** Standard modules that certainly exist, although all their values are dynamic. */
export const standard =
	/^(?:abc|argparse|array|base64|bisect|calendar|collections|configparser|contextlib|copy|csv|dataclasses|decimal|enum|errno|fnmatch|fractions|functools|getpass|glob|grp|gzip|hashlib|heapq|importlib|inspect|io|itertools|json|locale|logging|math|multiprocessing|operator|pathlib|pickle|platform|pprint|pwd|queue|random|re|secrets|shlex|shutil|signal|socket|sqlite3|stat|statistics|struct|subprocess|tempfile|textwrap|threading|time|traceback|types|typing|unicodedata|urllib|uuid|warnings|weakref|xml|zlib)(?:\.|$)/;

/** Modules through which any name of the file can be reached. */
export const worldModules = /^(?:__main__|builtins|ctypes|gc|importlib|inspect|runpy|sys)(?:\.|$)/;
