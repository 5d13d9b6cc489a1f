export function packagesAreInstalled(folder?: string): boolean;
export function removeBrokenInstallation(folder?: string): void;
export function ensurePackages(): Promise<void>;
