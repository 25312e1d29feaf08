package dev.postern.sidecar.telemetry;

import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.Data;
import io.opentelemetry.sdk.metrics.data.HistogramData;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.MetricDataType;
import io.opentelemetry.sdk.metrics.data.SumData;
import io.opentelemetry.sdk.resources.Resource;
import java.util.Collection;

/** A metric whose values are kept by the sidecar and only read by OpenTelemetry. */
record OwnMetric(Resource resource, String name, String description, String unit, MetricDataType type, Data<?> data)
        implements MetricData {

    private static final InstrumentationScopeInfo SCOPE = InstrumentationScopeInfo.create("dev.postern");

    /** A counter since the start. */
    static MetricData counter(
            Resource resource, String name, String description, String unit, Collection<LongPointData> points) {
        Data<?> data = SumData.createLongSumData(true, AggregationTemporality.CUMULATIVE, points);
        return new OwnMetric(resource, name, description, unit, MetricDataType.LONG_SUM, data);
    }

    /** A histogram since the start. */
    static MetricData histogram(
            Resource resource, String name, String description, String unit, Collection<HistogramPointData> points) {
        Data<?> data = HistogramData.create(AggregationTemporality.CUMULATIVE, points);
        return new OwnMetric(resource, name, description, unit, MetricDataType.HISTOGRAM, data);
    }

    @Override
    public Resource getResource() {
        return resource;
    }

    @Override
    public InstrumentationScopeInfo getInstrumentationScopeInfo() {
        return SCOPE;
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public String getDescription() {
        return description;
    }

    @Override
    public String getUnit() {
        return unit;
    }

    @Override
    public MetricDataType getType() {
        return type;
    }

    @Override
    public Data<?> getData() {
        return data;
    }
}
