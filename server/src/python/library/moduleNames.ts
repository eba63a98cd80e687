/** What is known of modules by their names alone. */

/** Standard modules that surely exist, though all they tell is dynamic. */
export const standard =
	/^(?:abc|argparse|array|base64|bisect|calendar|collections|configparser|contextlib|copy|csv|dataclasses|decimal|enum|errno|fnmatch|fractions|functools|getpass|glob|grp|gzip|hashlib|heapq|importlib|inspect|io|itertools|json|locale|logging|math|multiprocessing|operator|pathlib|pickle|platform|pprint|pwd|queue|random|re|secrets|shlex|shutil|signal|socket|sqlite3|stat|statistics|struct|subprocess|tempfile|textwrap|threading|time|traceback|types|typing|unicodedata|urllib|uuid|warnings|weakref|xml|zlib)(?:\.|$)/;

/** Modules that lead to every name of the file. */
export const worldModules = /^(?:__main__|builtins|ctypes|gc|importlib|inspect|runpy|sys)(?:\.|$)/;
