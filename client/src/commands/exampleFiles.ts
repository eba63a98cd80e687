/** First versions of the two files of a Metro set-up, for users who have none yet. */

/** `.buildbot` as the documentation's first example has it. */
export const exampleBuildbot = `builds = (
	"funtoo-current",
	"funtoo-current-hardened",
)

arches = (
	"x86-64bit",
	"pure64",
)

subarches = (
	"amd64-jaguar",
	"amd64-jaguar-pure64",
)

def map_build(build, subarch, full, full_date):
	# The arguments tell about the last build: after a full one comes a freshen build, and the other way round.
	if full == True:
		buildtype = ("freshen", )
	else:
		buildtype = ("full", )
	return buildtype
`;

/** `.metro` with the settings that every machine sets for itself. */
export const exampleMetro = `# Metro on this machine. Set the three directories to where they are here.

[section path]

install: /root/metro
tmp: /var/tmp/metro
cache: $[path/tmp]/cache
distfiles: /usr/portage/distfiles
work: $[path/tmp]/work/$[target/build]/$[target/name]

# The repository that Metro builds into.
[section path/mirror]

: /home/mirror/funtoo
owner: root
group: root
dirmode: 775

[section portage]

MAKEOPTS: auto

[section emerge]

options: --jobs=4 --load-average=4 --keep-going=n

# Everything else comes from the Metro installation.
[collect $[path/install]/etc/master.conf]
`;
