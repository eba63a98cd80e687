/** A sample for what tells of a repository. */
import { builds, type Sample } from '../../support/sampleRepository.ts';

/** A bit of everything: due, fresh, failing, out of rotation, unreadable, in progress, incomplete, strange. */
export const various: Sample = {
	subarches: ['stale', 'fresh', 'never', 'out', 'unread', 'busy'],
	rules: [
		"all_subarches = subarches + ('remote',)",
		'def map_build(build, subarch, full, full_date):',
		'\treturn "freshen+openvz" if full else "full"',
	].join('\n'),
	files: {
		...builds('stale', '2015-02-10', '2015-02-11', '2015-02-12', '2015-02-13'),
		'stale/2015-02-13/stage1-x.tar.xz': '',
		'stale/2015-02-14/log.txt': '',
		'stale/old/': '',
		...builds('fresh', '2015-02-19'),
		'never/': '',
		...builds('out', '2015-02-01'),
		'out/.control/.failcount': '3',
		'unread/.control/.failcount': 'many',
		...builds('busy', '2015-02-01'),
		'busy/.control/.multi_progress': '77',
		...builds('remote', '2015-02-01'),
	},
};
