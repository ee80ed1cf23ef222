/** A component that is drawn anew only when what it shows has changed. */
import { Component, type ComponentChildren, type VNode, h } from "preact";

/** Compares each property by identity. */
export function memo<P extends object>(
  draw: (props: P) => ComponentChildren,
): (props: P) => VNode<P> {
  class Drawn extends Component<P> {
    override shouldComponentUpdate(next: Readonly<P>): boolean {
      const [before, after] = [Object.entries(this.props), new Map(Object.entries(next))];
      return (
        before.length !== after.size ||
        before.some(([name, value]) => !Object.is(after.get(name), value))
      );
    }
    override render(): ComponentChildren {
      return draw(this.props);
    }
  }
  return (props) => h(Drawn, props);
}
