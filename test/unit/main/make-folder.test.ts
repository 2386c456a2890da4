/** Folders, level by level: each failure is final. Node's recursive mkdir never ends on file systems that answer ENOENT. */
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeFolder } from '../../../main/make-folder.ts';

let top: string;
beforeEach(() => (top = mkdtempSync(join(tmpdir(), 'make-folder-'))));
afterEach(() => rmSync(top, { recursive: true, force: true }));

test('makes every missing level, and is content with what is there', () => {
  const folder = join(top, 'a', 'b', 'c');
  makeFolder(folder);
  makeFolder(folder);
  expect(statSync(folder).isDirectory()).toBe(true);
});

test('a link to a folder is a folder', () => {
  mkdirSync(join(top, 'real'));
  symlinkSync(join(top, 'real'), join(top, 'link'), 'junction');
  makeFolder(join(top, 'link', 'below'));
  expect(existsSync(join(top, 'real', 'below'))).toBe(true);
});

test('a file in its place, or on the way, is an error and stays as it is', () => {
  const file = join(top, 'file');
  writeFileSync(file, 'mine');
  expect(() => makeFolder(file)).toThrow(expect.objectContaining({ code: 'EEXIST' }));
  expect(() => makeFolder(join(file, 'below'))).toThrow(expect.objectContaining({ code: 'EEXIST' }));
  expect(statSync(file).size).toBe(4);
});

test('a link that leads nowhere is an error', ({ skip }) => {
  if (process.platform === 'win32') skip('links need a right there');
  symlinkSync(join(top, 'gone'), join(top, 'link'));
  expect(() => makeFolder(join(top, 'link'))).toThrow(expect.objectContaining({ code: 'EEXIST' }));
});

test('a file system that makes no folders answers once', ({ skip }) => {
  if (process.platform !== 'linux') skip('/proc is of Linux');
  for (const folder of ['/proc/station-data', '/proc/station-data/logs/deep'])
    expect(() => makeFolder(folder)).toThrow(expect.objectContaining({ code: 'ENOENT', syscall: 'mkdir' }));
});

test('a parent that may not be written', ({ skip }) => {
  if (process.platform === 'win32') skip('rights are otherwise there');
  const parent = join(top, 'closed');
  mkdirSync(parent);
  chmodSync(top, 0o755);
  chmodSync(parent, 0o555);
  // Nothing is closed to root: it tries as nobody.
  const isRoot = process.geteuid?.() === 0;
  if (isRoot) process.seteuid?.(65_534);
  try {
    expect(() => makeFolder(join(parent, 'data', 'logs'))).toThrow(expect.objectContaining({ code: 'EACCES' }));
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
});
