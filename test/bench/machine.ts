/** Says what the figures were taken on. */
import { cpus, loadavg, platform, release, totalmem } from 'node:os';

export function machine(): string {
	const processors = cpus();
	const gigabytes = (totalmem() / 2 ** 30).toFixed(1);
	const load = loadavg()
		.map((value) => value.toFixed(2))
		.join(' ');
	return [
		`${processors[0]?.model.trim() ?? 'unknown processor'} × ${processors.length}, ${gigabytes} GB`,
		`${platform()} ${release()}, Node ${process.versions.node}, load ${load}`,
	].join('\n');
}
