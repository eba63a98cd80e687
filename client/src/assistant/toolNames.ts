/** The names of the tools for language models; package.json declares the same (test/client/assistant.test.ts). */

/** Tools that only read: each is the tool of that name of `buildrepo mcp`. */
export const readingTools = {
	metro_status: 'status',
	metro_health: 'health',
	metro_explain: 'explain',
	metro_forecast: 'forecast',
	metro_hosts: 'hosts',
	metro_history: 'history',
	metro_check: 'check',
	metro_settings: 'settings',
	metro_config: 'config',
} as const;

/** Tools that run or write, each after a question. */
export const changingTools = { build: 'metro_build', zap: 'metro_zap' } as const;
