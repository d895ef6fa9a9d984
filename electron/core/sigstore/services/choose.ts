import { type Service, type ServiceConfiguration, ServiceSelector } from '@sigstore/protobuf-specs';
import { AppError } from '../../../../shared/error.ts';

/** One operator's services, the one to ask first in front. */
export type Operator = readonly Service[];

/**
 * The services of a list that are valid now and speak a version that we speak, by operator: the highest version first, then the
 * newest start (`SigningConfig` says so). Operators stand in the order in which their best service stands.
 */
export function operatorsOf(services: readonly Service[], versions: readonly number[], now: Date): Operator[] {
  const usable = services
    .filter(({ majorApiVersion, validFor }) => versions.includes(majorApiVersion) && isValid(validFor, now))
    .toSorted((a, b) => b.majorApiVersion - a.majorApiVersion || startOf(b) - startOf(a));
  const groups = new Map<string, Service[]>();
  for (const service of usable) {
    const group = groups.get(service.operator);
    if (group === undefined) groups.set(service.operator, [service]);
    else group.push(service);
  }
  return [...groups.values()];
}

/** How many operators must answer. Throws `service-absent` where the configuration asks for more than there are. */
export function howMany(operators: readonly Operator[], wanted: ServiceConfiguration | undefined): number {
  const count =
    wanted?.selector === ServiceSelector.ALL
      ? operators.length
      : wanted?.selector === ServiceSelector.EXACT
        ? wanted.count
        : 1;
  if (count < 1 || count > operators.length)
    throw new AppError('service-absent', `${count} wanted, ${operators.length} there`);
  return count;
}

/**
 * Asks operators until `count` of them have answered, and in each its services in turn: the next one where one is down or answers
 * with what does not verify. Throws the first failure where there are not enough.
 */
export async function askOperators<T>(
  operators: readonly Operator[],
  count: number,
  ask: (service: Service) => Promise<T>,
): Promise<T[]> {
  const answers: T[] = [];
  let failure: AppError | undefined;
  for (const operator of operators) {
    if (answers.length === count) break;
    for (const service of operator) {
      try {
        answers.push(await ask(service));
        break;
      } catch (error) {
        if (!(error instanceof AppError) || !NEXT_MAY_ANSWER.has(error.code)) throw error;
        failure ??= error;
      }
    }
  }
  if (answers.length < count) throw failure ?? new AppError('service-absent');
  return answers;
}

const NEXT_MAY_ANSWER: ReadonlySet<string> = new Set([
  'network-tls',
  'clock-wrong',
  'too-large',
  'service-refused',
  'service-failed',
  'service-answer',
  'already-logged',
]);

function isValid(validFor: Service['validFor'], now: Date): boolean {
  const start = validFor?.start;
  const end = validFor?.end;
  return (start === undefined || start <= now) && (end === undefined || now <= end);
}

function startOf({ validFor }: Service): number {
  return validFor?.start?.getTime() ?? 0;
}

/** An endpoint under a service's URL, which may have a path of its own. Throws `service-absent` where it is no URL. */
export function endpoint(service: Service, path: string): URL {
  return underAddress(service.url, path);
}

/** The same of a bare address. */
export function underAddress(address: string, path: string): URL {
  try {
    const url = new URL(address);
    url.pathname = `${url.pathname.replace(/\/+$/, '')}${path}`;
    return url;
  } catch (error) {
    throw new AppError('service-absent', address, { cause: error });
  }
}
