/** Editors at work in a test: corrections that are accepted, conflicts, releases taken back. */
import { expect } from 'vitest';
import { createAccount } from '#accounts';
import { dayInPoland } from '#platform/clock.ts';
import { retractRelease } from '#sources/retraction/retract.ts';
import { startHub, type TestHub } from './hub.ts';
import { startMailServer } from './mail-server.ts';
import { signIn, type Visitor } from './visitor.ts';

export interface Conflict {
  readonly targetType: string;
  readonly targetKey: string;
  readonly targetId: string;
  readonly field: string;
  readonly value: string;
  readonly listedValue: string;
}

const decide = 'mutation ($n: Int!) { acceptCorrection(number: $n) { userErrors { code } } }';

export class EditorialHub {
  readonly hub: TestHub;
  readonly editor: Visitor;
  readonly #clock: { now: Date };

  private constructor(hub: TestHub, editor: Visitor, clock: { now: Date }) {
    this.hub = hub;
    this.editor = editor;
    this.#clock = clock;
  }

  static async start(): Promise<EditorialHub> {
    const mail = await startMailServer();
    const clock = { now: new Date('2026-06-15T12:00:00Z') };
    const hub = await startHub({ smtpUrl: mail.url, clock: () => clock.now });
    const at = { actor: null, now: clock.now };
    await createAccount(hub.database.pool, { email: 'editor@urzad.test', role: 'EDITOR' }, at);
    return new EditorialHub(hub, await signIn(hub, mail, 'editor@urzad.test'), clock);
  }

  /** The number of the report. An hour later than the last, so that the rate of reports is no limit. */
  async propose(target: string, field: string, value: string): Promise<number> {
    this.#clock.now = new Date(this.#clock.now.getTime() + 61 * 60_000);
    await this.editor.get('/account');
    const { proposeCorrection } = await this.hub.ask<{
      proposeCorrection: { correction: { number: number } | null; userErrors: unknown[] };
    }>(
      `mutation ($target: ID!, $field: String!, $value: String!) {
        proposeCorrection(target: $target, field: $field, value: $value, reason: "Bo tak") {
          correction { number } userErrors { code path }
        }
      }`,
      { target, field, value },
    );
    expect(proposeCorrection.userErrors).toEqual([]);
    return proposeCorrection.correction?.number as number;
  }

  async accept(n: number): Promise<unknown> {
    const { data } = await this.editor.graphql(decide, { n });
    return (data?.['acceptCorrection'] as { userErrors: unknown } | undefined)?.userErrors;
  }

  /** Proposes and accepts; the number of the release. */
  async correct(target: string, field: string, value: string): Promise<number> {
    const n = await this.propose(target, field, value);
    expect(await this.accept(n)).toEqual([]);
    const { correction } = await this.hub.ask<{
      correction: { release: { number: number; source: { name: string } } };
    }>(`{ correction(number: ${n}) { release { number source { name } } } }`);
    expect(correction.release.source.name).toBe(`Poprawka ${n}`);
    return correction.release.number;
  }

  async conflicts(): Promise<Conflict[]> {
    const { data } = await this.editor.graphql(
      '{ viewer { editorialConflicts { nodes { targetType targetKey targetId field value listedValue } } } }',
    );
    const { viewer } = data as unknown as { viewer: { editorialConflicts: { nodes: Conflict[] } } };
    return viewer.editorialConflicts.nodes;
  }

  async conflictOf(type: string): Promise<Conflict | undefined> {
    return (await this.conflicts()).find(({ targetType }) => targetType === type);
  }

  async resolve(conflict: Conflict, resolution: string): Promise<boolean | undefined> {
    const { targetId: target, field, listedValue } = conflict;
    const { data } = await this.editor.graphql(
      `mutation ($target: ID!, $field: String!, $listedValue: String!, $resolution: ConflictResolution!) {
        resolveConflict(target: $target, field: $field, listedValue: $listedValue, resolution: $resolution) {
          isDone userErrors { code }
        }
      }`,
      { target, field, listedValue, resolution },
    );
    return (data?.['resolveConflict'] as { isDone: boolean } | undefined)?.isDone;
  }

  async retract(release: number): Promise<void> {
    await retractRelease(this.hub.database, release, { today: dayInPoland(this.#clock.now) });
    await this.hub.app.refresh();
  }

  async file(path: string): Promise<string> {
    return (await this.hub.app.handler.fetch(`http://hub.test${path}`)).text();
  }

  async latest(): Promise<number> {
    return (await this.hub.ask<{ release: { number: number } }>('{ release { number } }')).release.number;
  }
}
