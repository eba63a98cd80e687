/** What our client and our server share beyond the Language Server Protocol: types and constants only. */
export * from './arrangement.ts';
export * from './buildbotEdits.ts';
export * from './changes.ts';
export * from './events.ts';
export * from './health.ts';
export * from './logs.ts';
export * from './mapBuild.ts';
export * from './messages.ts';
export * from './options.ts';
export * from './rows.ts';
export * from './runs.ts';
export * from './setups.ts';
