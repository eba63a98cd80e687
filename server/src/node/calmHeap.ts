/**
 * Keeps the memory of a command small. By default, V8 lets new objects fill 128 MB on a machine with much memory; this keeps
 * their initial limit of one MB. Programs import this module first, for its effect.
 */
import { setFlagsFromString } from 'node:v8';

// An older V8, as in Node 22, does not know the option and prints a complaint.
if (Number.parseInt(process.versions.v8, 10) >= 13) setFlagsFromString('--semi-space-growth-factor=1');
