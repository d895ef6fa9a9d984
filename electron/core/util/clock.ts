/** The time as the core knows it: always handed in, so that a check can be made as of any date. */
export type Clock = () => Date;
