import './window.css';
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
  createRoot(root).render(<App />);
}

void start();
