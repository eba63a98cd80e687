/** Whether npm last installed in `root` what package-lock.json asks for. */
export function packagesAreInstalled(root: string): boolean;
