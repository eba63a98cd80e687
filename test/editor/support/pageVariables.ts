/** Environment variables that tell page tests what they test. */

/** Names the packaged extension. */
export const vsixVariable = 'METRO_VSIX';

/** Version of the code-server release; the newest without it. */
export const releaseVariable = 'METRO_CODE_SERVER';
