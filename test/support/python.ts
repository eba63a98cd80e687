/** The real Python that some tests need. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';

const question = 'import sys; print(sys.executable if sys.version_info >= (3, 5) else "")';

/** Its path, past any wrapper on PATH. Throws with what to do if there is none. */
export function findPython(): string {
	const { stdout } = spawnSync('python3', ['-c', question], { encoding: 'utf8' });
	const path = stdout?.trim();
	assert.ok(path, 'these tests run a real Python: install python3 (3.5 or newer)');
	return path;
}
