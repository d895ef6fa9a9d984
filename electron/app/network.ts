/** Whether the network may be asked. Going offline ends what is being asked at that moment. */
export class Network {
  readonly #setOffline: (offline: boolean) => void;
  #stop = new AbortController();

  /** `setOffline` tells the services, which then refuse by themselves to ask anew. */
  constructor(setOffline: (offline: boolean) => void) {
    this.#setOffline = setOffline;
  }

  /** Aborts when the app goes offline; to be given to everything that opens a connection. */
  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  setOffline(offline: boolean): void {
    this.#setOffline(offline);
    if (!offline) return;
    this.#stop.abort();
    this.#stop = new AbortController();
  }
}
