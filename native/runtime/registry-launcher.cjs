/**
 * What Electron's own default_app does, for the runtime that comes without one: load the program whose path is the
 * first argument without a dash. It is copied into that runtime's resources/app and never into a package of ours.
 * Any failure ends the process, because an error in Electron's main script otherwise hangs until somebody's time-out.
 */
'use strict';
const { existsSync, readFileSync, statSync } = require('node:fs');
const { dirname, join, resolve } = require('node:path');
const { app } = require('electron');

try {
  const given = process.argv.slice(1).find((argument) => !argument.startsWith('-'));
  if (given === undefined) throw new Error('No program was given: pass the path of an app folder or of a script.');
  const path = resolve(given);
  const folder = statSync(path).isDirectory() ? path : dirname(path);
  const manifestPath = join(folder, 'package.json');
  const manifest = existsSync(manifestPath) ? JSON.parse(readFileSync(manifestPath, 'utf8')) : {};
  const name = manifest.productName || manifest.name;
  if (name) app.setName(name);
  if (manifest.version) app.setVersion(manifest.version);
  app.setAppPath(folder);
  process.defaultApp = true;
  require(path === folder ? resolve(folder, manifest.main || 'index.js') : path);
} catch (error) {
  process.stderr.write(`The program could not be loaded: ${error instanceof Error ? error.stack : error}\n`);
  process.exit(1);
}
