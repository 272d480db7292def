import { Component, type ReactNode } from 'react';
import { ErrorState } from './page-states.tsx';

interface Props {
  readonly children: ReactNode;
}

/** Keeps a page that breaks, or whose script does not arrive, from taking the rest with it. */
export class ErrorBoundary extends Component<Props, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    if (!this.state.failed) return this.props.children;
    const reload = () => window.location.reload();
    return (
      <ErrorState sentence="The page stopped working. Loading it again usually helps." onRetry={reload} />
    );
  }
}
