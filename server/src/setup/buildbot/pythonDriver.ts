/** The program that a real Python runs to evaluate a `.buildbot`. It is passed whole on the command line. */

/**
 * Takes one argument, JSON: `file`, the absolute path; `names`, the settings wanted; `seconds`, after which it ends itself
 * should nobody else; `later`, the name of the host, for Metro since December 2020, else null; `call`, if given, the arguments of
 * one call of map_build; `shares`, if given, builds for each of which get_subarches is called. Writes one JSON object to standard
 * output: `settings` with a `PlainValue` (null: untouched) for each name, `result` for the call, and `shares` with an answer for
 * each build; or `error` with type, message, and line where there is one.
 *
 * The file sees the names that Metro's buildrepo has at that point. Its own output is discarded, since standard output is
 * for the answer. Numbers start as a type of their own, so that an untouched one differs from an equal one assigned.
 */
export const pythonDriver = `
import json, os, signal, sys, traceback

request = json.loads(sys.argv[1])
sys.argv = ['buildrepo']
signal.alarm(request['seconds'])
answer = os.fdopen(os.dup(1), 'w', encoding='ascii')
nowhere = os.open(os.devnull, os.O_WRONLY)
os.dup2(nowhere, 1)
os.dup2(nowhere, 2)

class Untouched(int):
	pass

def names_for_file():
	import datetime, fnmatch, glob, grp, pwd, subprocess
	from pathlib import Path
	names = dict(os=os, sys=sys, json=json, glob=glob, datetime=datetime, fnmatch=fnmatch, pwd=pwd, grp=grp)
	names.update(subprocess=subprocess, call=subprocess.call, Path=Path, __name__='__main__')
	for name in ('builds', 'arches', 'subarches'):
		names.update({name: (), 'all_' + name: ()})
	names.update(index_ignore_builds=(), index_ignore_subarches=())
	names.update(stale_days=Untouched(3), max_failcount=Untouched(3), keep_num=Untouched(2))
	names.update(map_build=lambda build, subarch, full, full_date: 'full')
	if request['later'] is not None:
		import collections, socket, urllib
		names.update(socket=socket, urllib=urllib, defaultdict=collections.defaultdict, hostname=request['later'])
		names.update(map_build=lambda build, arch_desc, subarch, full, full_date: 'full')
		names.update(get_subarches=lambda hostname=None, release=None: names['subarches'])
		for name in ('subarches', 'all_builds', 'all_arches', 'all_subarches'):
			del names[name]
	return names

def plain(value, groups):
	if value is None:
		return {'kind': 'none'}
	if isinstance(value, bool):
		return {'kind': 'bool', 'value': value}
	if isinstance(value, int):
		return {'kind': 'int', 'digits': '%d' % value}
	if isinstance(value, float) and value - value == 0:
		return {'kind': 'float', 'value': value}
	if isinstance(value, str):
		return {'kind': 'str', 'value': str(value)}
	if isinstance(value, groups):
		items = [plain(item, ()) for item in value]
		if isinstance(value, (set, frozenset)):
			items.sort(key=json.dumps)
		return {'kind': 'tuple' if isinstance(value, tuple) else 'list', 'items': items}
	return {'kind': 'other', 'type': type(value).__name__}

def fault(error):
	line = error.lineno if isinstance(error, SyntaxError) and error.filename == '.buildbot' else None
	for frame, number in traceback.walk_tb(error.__traceback__):
		if frame.f_code.co_filename == '.buildbot':
			line = number
	try:
		message = str(error)
	except BaseException:
		message = ''
	return {'type': type(error).__name__, 'message': message, 'line': line}

iterable = (list, tuple, set, frozenset, dict, type({}.keys()), type({}.values()), range)
said = {}
try:
	path = os.fsencode(request['file'])
	os.chdir(os.path.dirname(path))
	with open(path, 'rb') as source:
		code = compile(source.read(), '.buildbot', 'exec', dont_inherit=True)
	names = names_for_file()
	exec(code, names)
	said['settings'] = {}
	for name in request['names']:
		value = names.get(name, Untouched())
		said['settings'][name] = None if type(value) is Untouched else plain(value, iterable)
	if 'shares' in request:
		said['shares'] = [
			plain(names['get_subarches'](hostname=request['later'], release=build), iterable)
			for build in request['shares']
		]
	if 'call' in request:
		said['result'] = plain(names['map_build'](*request['call']), (list, tuple))
except BaseException as error:
	said = {'error': fault(error)}
json.dump(said, answer)
answer.close()
os._exit(0)
`;
