/** What ssh and rsync write when they fail, by what it means. The words are theirs, in English. */
export const complaints = {
	hostKeyChanged: /REMOTE HOST IDENTIFICATION HAS CHANGED|Host key for \S+ has changed/,
	hostKeyUnknown: /Host key verification failed|No .* host key is known for/,
	/** With the ways to log in, if it says them. */
	loginRefused:
		/Permission denied \(([a-z][a-z,-]*)\)|Too many authentication failures|no matching host key type/,
	/** With the name, if it says it. */
	noSuchHost: /Could not resolve hostname ([^\s:]+)|Name or service not known|nodename nor servname/,
	badSshConfiguration:
		/Bad configuration option|Bad owner or permissions on|terminating, \d+ bad configuration/,
	/** With the host, if it says it. */
	connectionRefused:
		/(?:connect to (?:host|address)|failed to connect to) (\S+)[^\n]*: Connection refused|Connection refused/,
	unreachable:
		/(?:Connection|Operation) timed out|No route to host|Network is unreachable|Connection timed out during banner exchange/,
	noRsync:
		/(?:command not found|No such file or directory|not found|cannot execute)[^\n]*rsync|rsync: (?:command )?not found|rsync: No such file|exec: .*rsync/,
	noisyShell: /protocol version mismatch|is your shell clean|This account is currently not available/,
	oldRsync:
		/unrecognized option|unknown option|syntax or usage error|protocol version \d+ is too old|on remote machine: .*unknown/,
	vanished: /file has vanished|some files vanished/,
	lost: /Timeout, server .* not responding|Connection (?:to .* )?(?:closed|reset)|Broken pipe|client_loop|connection unexpectedly closed|error in socket IO|timeout in data (?:send|receive)|io timeout|kex_exchange_identification|Software caused connection abort|closed by remote host/,
} as const;
