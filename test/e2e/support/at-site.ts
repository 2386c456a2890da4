/** One site and one program for all tests of a file (or of a describe): opening them takes most of the time. */
import { test } from '@playwright/test';
import { Site, type SiteOptions } from '../../sim/site.ts';
import { Program } from './program.ts';

export interface Here {
  readonly site: Site;
  readonly program: Program;
}

/**
 * Registers the opening before the tests and the closing after them; use what it returns inside the tests only.
 * @param prepare before the program is opened; `app`: another folder than this checkout
 */
export function atSite(
  options: SiteOptions = {},
  prepare: (site: Site) => Promise<{ readonly app: string } | void> = async () => {},
): Here {
  let site: Site | undefined;
  let program: Program | undefined;
  test.describe.configure({ mode: 'serial' });
  test.beforeAll(async () => {
    site = await Site.open({ stabilityMs: 1000, ...options });
    const other = await prepare(site);
    program = await Program.open(site, other ?? {});
  });
  // Playwright insists on the empty pattern.
  test.afterEach(async ({}, info) => {
    await program?.explain(info);
  });
  test.afterAll(async () => {
    await program?.close();
    await site?.close();
  });
  return {
    get site() {
      if (site === undefined) throw new Error('the site is only there inside a test');
      return site;
    },
    get program() {
      if (program === undefined) throw new Error('the program is only there inside a test');
      return program;
    },
  };
}
