#!/usr/bin/env node
// The command line's first file. Compiled code is kept in the user's own cache (never in a shared temporary folder, where
// somebody else could lay it ready); then the program itself is loaded. Checking has a file of its own, which starts sooner.
'use strict';
const module_ = require('node:module');
const { homedir } = require('node:os');
const { join } = require('node:path');

const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'countersign', 'compiled');
if (module_.enableCompileCache !== undefined && process.platform !== 'win32') module_.enableCompileCache(cache);
if (process.argv[2] !== 'verify') import('./program.mjs');
else {
  if (process.platform !== 'win32') require('./keep-compiled.cjs')(cache);
  require('./verify.cjs');
}
