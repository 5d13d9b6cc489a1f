export function packagesAreInstalled(folder?: string): boolean;
export function ensurePackages(): void;
