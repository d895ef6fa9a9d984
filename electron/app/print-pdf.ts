import { randomUUID } from 'node:crypto';
import { app, BrowserWindow, session } from 'electron';
import { AppError } from '../../shared/error.ts';
import { inert } from '../core/util/html-page.ts';
import { guardSession } from './guards.ts';
import { HOST, SCHEME } from './serve.ts';

/** What stands at the foot of each page, before its number. */
export interface PrintedFoot {
  text: string;
  lang: string;
  dir: 'ltr' | 'rtl';
}

/** Milliseconds that drawing it may take. */
const PATIENCE = 120_000;
/** Where paper is not A4. */
const LETTER = new Set(['US', 'CA', 'MX', 'PH', 'CL', 'CO', 'VE', 'GT', 'CR', 'PA', 'DO', 'SV', 'NI', 'HN', 'PR']);

/**
 * One of our own saved pages as a PDF. It is drawn in a window that nobody sees: sandboxed, without scripts, in a session of its own that lets
 * nothing in or out but the page itself. Throws `cancelled` where the signal ends it, and `internal` where it cannot be drawn.
 */
export async function printPdf(html: string, foot: PrintedFoot, signal: AbortSignal): Promise<Uint8Array> {
  const apart = session.fromPartition(`print-${randomUUID()}`, { cache: false });
  guardSession(apart);
  const headers = { 'Content-Type': 'text/html; charset=utf-8', 'X-Content-Type-Options': 'nosniff' };
  apart.protocol.handle('file', () => new Response(null, { status: 403 }));
  apart.protocol.handle(SCHEME, () => new Response(html, { headers }));
  const window = new BrowserWindow({
    show: false,
    webPreferences: {
      session: apart,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      javascript: false,
      images: false,
      webgl: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
      devTools: false,
    },
  });
  let tooLong: NodeJS.Timeout | undefined;
  let cancel = (): void => undefined;
  try {
    const lost = new Promise<never>((_resolve, reject) => {
      cancel = () => reject(new AppError('cancelled'));
      signal.addEventListener('abort', cancel);
      if (signal.aborted) cancel();
      const fail = (why: string) => reject(new AppError('internal', why));
      window.webContents.once('render-process-gone', () => fail('the page could not be drawn'));
      tooLong = setTimeout(() => fail('drawing the page took too long'), PATIENCE);
    });
    return await Promise.race([draw(window, foot), lost]);
  } finally {
    clearTimeout(tooLong);
    signal.removeEventListener('abort', cancel);
    window.destroy();
    apart.protocol.unhandle(SCHEME);
    apart.protocol.unhandle('file');
  }
}

async function draw(window: BrowserWindow, foot: PrintedFoot): Promise<Uint8Array> {
  await window.loadURL(`${SCHEME}://${HOST}/report.html`);
  return window.webContents.printToPDF({
    // The margins are the page's own.
    preferCSSPageSize: true,
    pageSize: LETTER.has(app.getLocaleCountryCode()) ? 'Letter' : 'A4',
    generateTaggedPDF: true,
    generateDocumentOutline: true,
    displayHeaderFooter: true,
    headerTemplate: '<span></span>',
    footerTemplate: footTemplate(foot),
  });
}

function footTemplate({ text, lang, dir }: PrintedFoot): string {
  return `<div lang="${inert(lang)}" dir="${dir}" style="font-size:8px;color:#575b63;width:100%;margin:0 16mm;display:flex;gap:24px;justify-content:space-between;font-family:system-ui,sans-serif">
<span>${inert(text)}</span><span style="white-space:nowrap"><span class="pageNumber"></span> / <span class="totalPages"></span></span></div>`;
}
