#!/usr/bin/env node
// The command line's first file. Compiled code is kept in the user's own cache (never in a shared temporary folder, where
// somebody else could lay it ready); then the program itself is loaded.
import module from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';

if (module.enableCompileCache !== undefined && process.platform !== 'win32') {
  module.enableCompileCache(join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'countersign', 'compiled'));
}
await import('./program.js');
