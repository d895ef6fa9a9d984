import type { IconKey } from '@tabler/icons-react';
import { type ReactNode, useId } from 'react';

/** A screen or a list with nothing in it yet: what belongs there, and how to begin. `framed` is a place to drop things on. */
export function Empty(props: {
  icon: typeof IconKey;
  title: string;
  text: string;
  /** Of which level the title is: 1 where the whole screen is empty. */
  level?: 1 | 2;
  framed?: boolean;
  children?: ReactNode;
}) {
  const { icon: Icon, level = 1, framed = false } = props;
  const id = useId();
  const Title = `h${level}` as const;
  return (
    <section className={framed ? 'empty framed' : 'empty'} aria-labelledby={id}>
      <Icon size={56} stroke={1.25} aria-hidden />
      <div className="stack tight">
        <Title id={id}>{props.title}</Title>
        <p className="soft">{props.text}</p>
      </div>
      {props.children}
    </section>
  );
}
