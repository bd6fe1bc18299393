// Starts the real program on a free port with its own data folder, and waits until it says that it is ready.

import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));

export const BINARY = process.env['TUOKE_BIN'] ?? resolve(here, '../../target/debug/tuoke');

/** Where the demo data lie that every worker copies; set by demo-data.ts. */
export const DEMO_DATA = 'TUOKE_E2E_DEMO_DATA';

export interface Server { url: string; data: string; stop: () => Promise<void> }

export function freePort(): Promise<number> {
  return new Promise((resolvePort, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (address && typeof address === 'object' ? resolvePort(address.port) : reject(new Error('no free port'))));
    });
  });
}

async function ready(url: string, child: ChildProcess, said: () => string): Promise<void> {
  for (let attempt = 0; attempt < 600; attempt += 1) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}:\n${said()}`);
    const answer = await fetch(`${url}/readyz`).catch(() => null);
    if (answer?.ok) return;
    await pause(100);
  }
  throw new Error(`the server was not ready in time:\n${said()}`);
}

export function newFolder(name: string): string {
  return mkdtempSync(join(tmpdir(), `tuoke-${name}-`));
}

/** Fills an empty folder with the demo team. */
export function fillWithDemo(folder: string): void {
  execFileSync(BINARY, ['demo', '--data', folder], { stdio: 'pipe', timeout: 600_000 });
}

/** `settings` are the server's own variables, once its address is known. */
export async function startServer(kind: 'empty' | 'demo', settings: (url: string) => Record<string, string> = () => ({})): Promise<Server> {
  const data = newFolder(kind);
  const template = process.env[DEMO_DATA];
  if (kind === 'demo' && template) cpSync(template, data, { recursive: true });
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(BINARY, ['serve', '--data', data, '--listen', `127.0.0.1:${port}`], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // receivers of webhooks in the tests listen on the own machine
    env: { ...process.env, ...settings(url), TUOKE_WEBHOOKS_MAY_REACH: '127.0.0.1' },
  });
  let output = '';
  const keep = (chunk: Buffer) => {
    output = (output + chunk.toString()).slice(-8000);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const stop = () =>
    new Promise<void>((done) => {
      child.once('exit', () => {
        rmSync(data, { recursive: true, force: true });
        done();
      });
      child.kill('SIGTERM');
    });
  try {
    await ready(url, child, () => output);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, data, stop };
}
