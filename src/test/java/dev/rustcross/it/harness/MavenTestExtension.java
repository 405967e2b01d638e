package dev.rustcross.it.harness;

import dev.rustcross.it.harness.Matrix.Cell;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.platform.commons.support.AnnotationSupport;

/** Runs a {@link MavenTest} once per cell of its matrix. */
final class MavenTestExtension implements TestTemplateInvocationContextProvider {

    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return true;
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
        Matrix matrix = AnnotationSupport.findAnnotation(context.getRequiredTestMethod(), MavenTest.class)
                .orElseThrow()
                .value();
        return matrix.cells(Workspace.mavenVersions()).map(Invocation::new);
    }

    private record Invocation(Cell cell) implements TestTemplateInvocationContext {

        @Override
        public String getDisplayName(int invocationIndex) {
            return cell.toString();
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return List.of(new JdkRequired(cell), new FreshRepositories(), new MavenParameter(cell));
        }
    }

    private record JdkRequired(Cell cell) implements ExecutionCondition {

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            if (Jdk.find(cell.jdkFeature()).isPresent()) {
                return ConditionEvaluationResult.enabled("JDK " + cell.jdkFeature() + " is there");
            }
            String missing = "no JDK %d: set JAVA_HOME_%d".formatted(cell.jdkFeature(), cell.jdkFeature());
            if (System.getenv("CI") != null) {
                throw new IllegalStateException(missing + "; required in CI");
            }
            return ConditionEvaluationResult.disabled(missing);
        }
    }

    private record FreshRepositories() implements BeforeEachCallback {

        @Override
        public void beforeEach(ExtensionContext context) {
            Workspace.forgetPublishedArtifacts();
        }
    }

    private record MavenParameter(Cell cell) implements ParameterResolver {

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Maven.class;
        }

        @Override
        public Maven resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return new Maven(
                    cell.mavenVersion(),
                    Jdk.find(cell.jdkFeature()).orElseThrow(),
                    context.getRequiredTestMethod().getName());
        }
    }
}
