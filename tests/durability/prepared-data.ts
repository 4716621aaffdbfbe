import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { emailOf, MEMBERS } from '#server/cli/demo/people';
import { startProduct } from '#tests/builders/product';
import { signInToDemo, startSpecification } from '#tests/builders/demo-visitor';

/** A data folder with people who are signed in and specifications that are theirs. Sessions outlive a restart. */
export interface PreparedData {
  readonly folder: string;
  /** One per session of somebody who may edit. */
  readonly cookies: readonly string[];
  /** Rooms of specifications that hold the template and nothing else. */
  readonly rooms: readonly string[];
}

declare module 'vitest' {
  interface ProvidedContext {
    preparedData: PreparedData;
  }
}

const SESSIONS_EACH = 2;
const ROOMS = 24;

/** Made once for all test files; each takes copies. */
export default async function setup(project: TestProject): Promise<() => void> {
  const prepared = await prepareData();
  project.provide('preparedData', prepared);
  return () => rmSync(prepared.folder, { recursive: true, force: true });
}

export async function prepareData(environment: Record<string, string> = {}): Promise<PreparedData> {
  const product = await startProduct({ environment });
  const cookies: string[] = [];
  for (let session = 0; session < SESSIONS_EACH; session += 1)
    for (const { name } of MEMBERS.filter(({ roles }) => roles.includes('editor')))
      cookies.push(await signInToDemo(product.url, emailOf(name)));
  const rooms: string[] = [];
  for (let number = 1; number <= ROOMS; number += 1)
    rooms.push(await startSpecification(product.url, cookies[0]!, `Service ${number}`));
  await product.stop();
  return { folder: product.dataDir, cookies, rooms };
}

/** A folder of a test's own, which it removes. */
export function copyOfData({ folder }: PreparedData): string {
  const copy = mkdtempSync(join(tmpdir(), 'concordat-durability-'));
  cpSync(join(folder, 'database'), join(copy, 'database'), { recursive: true });
  return copy;
}
