/** The hosts that a `.buildbot` names. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readBuildbot } from '../../server/src/buildbot/index.ts';

/** Each body of `get_subarches`, and the hosts that it names. */
const bodies: readonly (readonly [body: string, hosts: readonly string[]])[] = [
	['return ("a",) if hostname == "alpha" else ()', ['alpha']],
	['if "alpha" == hostname:\n\t\treturn ()\n\telif hostname != "beta":\n\t\treturn ()', ['alpha', 'beta']],
	['return ("a",) if hostname in ("alpha", "beta") else ()', ['alpha', 'beta']],
	['return ("a",) if hostname not in ["alpha"] else ()', ['alpha']],
	['return {"alpha": ("a",), "beta": ()}[hostname]', ['alpha', 'beta']],
	['return {"alpha": ("a",)}.get(hostname, ())', ['alpha']],
	['return {("alpha", "one"): ("a",)}[(hostname, release)]', ['alpha']],
	['return {"one": {"alpha": ("a",)}}[release][hostname]', ['alpha']],
	['return {"alpha": {"one": ("a",)}}.get(hostname, {}).get(release, ())', ['alpha']],
	['short = hostname.split(".")[0]\n\treturn ("a",) if short == "alpha" else ()', ['alpha']],
	['return ("a",) if hostname.lower().partition(".")[0] == "alpha" else ()', ['alpha']],
	['return table[hostname]', ['gamma', 'delta']],
	['return ("a",) if (hostname, release) == ("alpha", "one") else ()', ['alpha']],
	['return chosen(hostname)', ['helper']],
	['return ("a",) if hostname in busy and release == "one" else ()', ['gamma']],
	// Not names of hosts.
	['return ("a",) if hostname.startswith("al") else ()', []],
	['return ("a",) if release == "one" else ()', []],
	['return ("a",) if hostname else ()', []],
	['return ("a",) if hostname == "" else ()', []],
	['hostname = release\n\treturn ("a",) if hostname == "one" else ()', []],
	['return {"one": ("a",)}[release]', []],
];

test('hosts are those that the parameter is compared with, or looks something up by', () => {
	for (const [body, hosts] of bodies) {
		const text = [
			'busy = {"gamma"}',
			'table = {"gamma": ("a",), "delta": ()}',
			`def get_subarches(hostname=None, release=None):\n\t${body}`,
			'def chosen(host):\n\treturn ("a",) if host == "helper" else ()',
		].join('\n');
		assert.deepEqual(readBuildbot(text).outline.hosts, hosts, body);
	}
});

test('the variable that Metro sets counts as well, unless the file assigns it', () => {
	const lines = 'if hostname == "alpha":\n\tkeep_num = 1\n';
	assert.deepEqual(readBuildbot(lines).outline.hosts, ['alpha']);
	assert.deepEqual(
		readBuildbot(`import socket\nhostname = socket.gethostname()\n${lines}`).outline.hosts,
		[],
	);
	const lambda = 'get_subarches = lambda hostname, release: {"alpha": ()}[hostname]\n';
	assert.deepEqual(readBuildbot(lambda).outline.hosts, ['alpha']);
});

test('map_build of five arguments compares the second with arches, the third with subarches', () => {
	const text =
		'def map_build(build, arch_desc, subarch, full, full_date):\n' +
		'\treturn "full" if arch_desc == "x86-64bit" and subarch == "corei7" else "freshen"\n';
	assert.deepEqual(
		readBuildbot(text).outline.compared.map(({ holds, name }) => `${holds} ${name}`),
		['arches x86-64bit', 'subarches corei7'],
	);
});
