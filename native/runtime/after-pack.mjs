/** What electron-builder calls once a package's folder is complete, before its fuses are set and it is wrapped. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { FuseV1Options, FuseVersion, flipFuses, getCurrentFuseWire } from '@electron/fuses';

/** @param {import('electron-builder').AfterPackContext} context */
export default async function afterPack({ appOutDir, electronPlatformName, packager }) {
  // The runtime's own launcher or default app would be packed beside ours (ours is app.asar).
  const resources = packager.getResourcesDir(appOutDir);
  await rm(join(resources, 'app'), { recursive: true, force: true });
  await rm(join(resources, 'default_app.asar'), { force: true });

  // electron-builder.yml spells out the eight fuses that electron-builder knows. The ninth is younger than some
  // runtimes, and setting it where the wire is shorter throws.
  const executable = executableIn(appOutDir, electronPlatformName, packager);
  const wire = await getCurrentFuseWire(executable);
  if (FuseV1Options.WasmTrapHandlers in wire) {
    await flipFuses(executable, { version: FuseVersion.V1, [FuseV1Options.WasmTrapHandlers]: true });
  }
}

/**
 * @param {string} folder
 * @param {string} platform
 * @param {import('electron-builder').AfterPackContext['packager']} packager
 */
function executableIn(folder, platform, packager) {
  const name = packager.appInfo.productFilename;
  if (platform === 'darwin') return join(folder, `${name}.app`);
  if (platform === 'win32') return join(folder, `${packager.platformSpecificBuildOptions.executableName ?? name}.exe`);
  return join(folder, /** @type {{ executableName: string } & typeof packager} */ (packager).executableName);
}
