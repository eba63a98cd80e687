/**
 * Keeps the memory of a command small: left alone, V8 lets new objects fill 128 MB on a machine with much memory. They keep
 * the MB that they start with. A program imports this first and for its effect.
 */
import { setFlagsFromString } from 'node:v8';

// An older V8, as in Node 22, does not know it, and complains aloud.
if (Number.parseInt(process.versions.v8, 10) >= 13) setFlagsFromString('--semi-space-growth-factor=1');
