import { Component, type ComponentChildren } from 'preact';
import { ErrorState } from '../core/ui/states.tsx';

/** One broken page must not take the frame with it. */
export class ErrorBoundary extends Component<{ children: ComponentChildren }, { error: unknown }> {
  override state = { error: undefined as unknown };

  static override getDerivedStateFromError(error: unknown): { error: unknown } {
    return { error };
  }

  override componentDidCatch(error: unknown): void {
    console.error(error); // the only trace there is: nothing is sent to anybody
  }

  override render() {
    if (this.state.error === undefined) return this.props.children;
    return <ErrorState page error={this.state.error} onRetry={() => location.reload()} back={{ label: 'To the start', href: '/' }} />;
  }
}
