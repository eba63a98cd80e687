/** What Metro's own commands print if there is no `.buildbot`: how to write one. */

/**
 * The text for standard output.
 * @param file the missing path
 * @param isLater it is for Metro since December 2020
 */
export function sampleBuildbot(file: string, isLater: boolean): string {
	const sample = isLater ? laterSample : earlierSample;
	return `There is no ${file}, so buildrepo does not know what to maintain. It is a file in Python syntax, for instance:\n\n${sample}`;
}

const laterSample = `# what is listed, cleaned and indexed, and may be built:
builds = (
	"next",
)

arches = (
	"x86-64bit",
)

all_subarches = (
	"generic_64",
	"intel64-skylake",
	"amd64-zen2",
)

# which of them each host builds
def get_subarches(hostname=None, release=None):
	if hostname == "skylake":
		return ("intel64-skylake",)
	return all_subarches

# optional: from this age in days a build is stale (default 3)
stale_days = 3

# optional: after this many failures in a row a subarch is out of rotation (default 3)
max_failcount = 3

# optional: how many complete builds "buildrepo clean" keeps (default 2)
keep_num = 2

# optional: what to build next
def map_build(build, arch_desc, subarch, full, full_date):
	return "full"
`;

const earlierSample = `# what is built here:
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
