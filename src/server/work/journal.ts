/** What a command says about one object it wrote. The content itself stays in the organization's history; the leaf holds only its hash. */
export interface JournalRecord {
  /** What happened, e.g. `activity_data.recorded`. */
  readonly kind: string;
  readonly objectType: string;
  readonly objectId: string;
  /** 1 for the first version of the object. */
  readonly objectVersion: number;
  /** The object as it now stands (JSON); hashed by RFC 8785. */
  readonly content: Readonly<Record<string, unknown>>;
  /** What a reader of the history should see besides: the reason given, the values before. */
  readonly reason?: string;
  readonly before?: Readonly<Record<string, unknown>>;
  /** Only when the organization itself is removed in this transaction: the leaf stays, there is no history to keep it in. */
  readonly leafOnly?: boolean;
}
