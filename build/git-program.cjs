#!/usr/bin/env node
// What git starts in place of gpg (git config gpg.program). Compiled code is kept as the command line's is.
'use strict';
const module_ = require('node:module');
const { homedir } = require('node:os');
const { join } = require('node:path');

if (module_.enableCompileCache !== undefined && process.platform !== 'win32') {
  module_.enableCompileCache(join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'countersign', 'compiled'));
}
import('./git-program.mjs');
