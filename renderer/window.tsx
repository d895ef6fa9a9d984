import './window.css';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { App } from './frame/app.tsx';
import { startJobs } from './parts/jobs.ts';
import { startKnown } from './parts/known.ts';
import { startShell } from './parts/shell.ts';
import { startWords } from './words.ts';

async function start(): Promise<void> {
  const root = document.getElementById('root');
  if (root === null) return;
  await startWords();
  startJobs();
  startKnown();
  void startShell();
  flushSync(() => createRoot(root).render(<App />));
}

// The page counts as loaded, and the window is shown, once it is drawn.
await start();
