// Options that a rule takes from the configuration: declared once, for reading, for the schema and for the rule's own types.

interface ValueOfKind {
  readonly numbers: readonly number[];
  readonly strings: readonly string[];
  readonly number: number;
  readonly text: string;
  readonly boolean: boolean;
}

type OptionKind = keyof ValueOfKind;
export type OptionValue = ValueOfKind[OptionKind];

export type OptionSpec = {
  readonly [Kind in OptionKind]: {
    readonly kind: Kind;
    readonly default: ValueOfKind[Kind];
    readonly description: string;
  };
}[OptionKind];

export type OptionSpecs = Readonly<Record<string, OptionSpec>>;

/** What a rule with these options is given: what the configuration says, else the default. */
export type OptionsOf<Specs extends OptionSpecs> = {
  readonly [Name in keyof Specs]: ValueOfKind[Specs[Name]['kind']];
};

export function optionsOf(specs: OptionSpecs, given: Readonly<Record<string, OptionValue>>): OptionsOf<OptionSpecs> {
  return Object.fromEntries(Object.entries(specs).map(([name, spec]) => [name, given[name] ?? spec.default]));
}
