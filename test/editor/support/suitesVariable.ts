/** Environment variable that lists the bundled suites to run, separated by line ends. */
export const suitesVariable = 'METRO_SUITES';
