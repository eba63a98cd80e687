/** Environment variable that names the packaged extension for the page tests. */
export const vsixVariable = 'METRO_VSIX';
