/** The name of every command, once; package.json declares the same (test/manifest.test.ts holds them together). */
export const commandIds = {
	nextBuild: 'metro.nextBuild',
	runNextBuild: 'metro.runNextBuild',
	buildThis: 'metro.buildThis',
	zapFailcounts: 'metro.zapFailcounts',
	zapFailcount: 'metro.zapFailcount',
	generateDigests: 'metro.generateDigests',
	writeIndexXml: 'metro.writeIndexXml',
	clean: 'metro.clean',
	applyClean: 'metro.applyClean',
	refresh: 'metro.refresh',
	showOutput: 'metro.showOutput',
	restartServer: 'metro.restartServer',
	showProblem: 'metro.showProblem',
	showInTree: 'metro.showInTree',
	openMetro: 'metro.openMetro',
	openBuildbot: 'metro.openBuildbot',
	createMetro: 'metro.createMetro',
	createBuildbot: 'metro.createBuildbot',
	chooseHome: 'metro.chooseHome',
	evaluateAs: 'metro.evaluateAs',
	showResolvedConfiguration: 'metro.showResolvedConfiguration',
	compareConfigurations: 'metro.compareConfigurations',
	openDocumentation: 'metro.openDocumentation',
	/** Sent by the server with its code lenses. */
	showReferences: 'metro.showReferences',
	/** Behind the codes of problems. */
	openProblemPage: 'metro.openProblemPage',
	openFile: 'metro.openFile',
	openLog: 'metro.openLog',
	copyPath: 'metro.copyPath',
	revealPath: 'metro.revealPath',
} as const;

export type CommandId = (typeof commandIds)[keyof typeof commandIds];
