/** What Metro's own commands print if there is no `.buildbot`: how to write one. */

/** The text for standard output; `file` is the missing path. */
export function sampleBuildbot(file: string): string {
	return `There is no ${file}, so buildrepo does not know what to maintain. It is a file in Python syntax, for instance:

# what is built here:
builds = (
	"funtoo-current",
	"funtoo-stable",
)

arches = (
	"x86-64bit",
	"pure64",
)

subarches = (
	"generic_64",
	"generic_64-pure64",
	"corei7",
)

# optional: what is kept here but built elsewhere, too. Name all three.
all_builds = builds
all_arches = arches
all_subarches = subarches + (
	"amd64-jaguar",
)

# optional: from this age in days a build is stale (default 3)
stale_days = 3

# optional: after this many failures in a row a subarch is out of rotation (default 3)
max_failcount = 3

# optional: how many complete builds "buildrepo clean" keeps (default 3)
keep_num = 3

# optional: what to build next. The arguments tell of the last build.
def map_build(build, subarch, full, full_date):
	if full:
		return "freshen"
	return "full"
`;
}
