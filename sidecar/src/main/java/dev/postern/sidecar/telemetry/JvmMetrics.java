package dev.postern.sidecar.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryUsage;
import java.lang.management.OperatingSystemMXBean;
import java.lang.management.RuntimeMXBean;
import java.lang.management.ThreadMXBean;
import java.util.List;

/** What the Java machine says of itself, under OpenTelemetry's names where it has some. Read only when collected. */
final class JvmMetrics {

    private static final AttributeKey<String> AREA = AttributeKey.stringKey("jvm.memory.type");
    private static final AttributeKey<String> COLLECTOR = AttributeKey.stringKey("jvm.gc.name");
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double MILLIS_PER_SECOND = 1e3;

    private JvmMetrics() {}

    static void register(Meter meter) {
        memory(meter, ManagementFactory.getMemoryMXBean());
        collections(meter, ManagementFactory.getGarbageCollectorMXBeans());
        threads(meter, ManagementFactory.getThreadMXBean());
        process(meter, ManagementFactory.getOperatingSystemMXBean(), ManagementFactory.getRuntimeMXBean());
    }

    private static void memory(Meter meter, MemoryMXBean memory) {
        Attributes heap = Attributes.of(AREA, "heap");
        Attributes other = Attributes.of(AREA, "non_heap");
        meter.gaugeBuilder("jvm.memory.used")
                .ofLongs()
                .setUnit("By")
                .setDescription("Memory in use.")
                .buildWithCallback(gauge -> {
                    gauge.record(memory.getHeapMemoryUsage().getUsed(), heap);
                    gauge.record(memory.getNonHeapMemoryUsage().getUsed(), other);
                });
        meter.gaugeBuilder("jvm.memory.committed")
                .ofLongs()
                .setUnit("By")
                .setDescription("Memory held ready.")
                .buildWithCallback(gauge -> {
                    gauge.record(memory.getHeapMemoryUsage().getCommitted(), heap);
                    gauge.record(memory.getNonHeapMemoryUsage().getCommitted(), other);
                });
        meter.gaugeBuilder("jvm.memory.limit")
                .ofLongs()
                .setUnit("By")
                .setDescription("Most memory the heap may take.")
                .buildWithCallback(gauge -> {
                    MemoryUsage usage = memory.getHeapMemoryUsage();
                    if (usage.getMax() >= 0) {
                        gauge.record(usage.getMax(), heap);
                    }
                });
    }

    private static void collections(Meter meter, List<GarbageCollectorMXBean> collectors) {
        meter.counterBuilder("jvm.gc.collections")
                .setDescription("Garbage collections.")
                .buildWithCallback(counter -> collectors.forEach(collector -> counter.record(
                        Math.max(0, collector.getCollectionCount()), Attributes.of(COLLECTOR, collector.getName()))));
        meter.counterBuilder("jvm.gc.time")
                .ofDoubles()
                .setUnit("s")
                .setDescription("Time spent collecting garbage.")
                .buildWithCallback(counter -> collectors.forEach(collector -> counter.record(
                        Math.max(0, collector.getCollectionTime()) / MILLIS_PER_SECOND,
                        Attributes.of(COLLECTOR, collector.getName()))));
    }

    private static void threads(Meter meter, ThreadMXBean threads) {
        meter.gaugeBuilder("jvm.thread.count")
                .ofLongs()
                .setDescription("Live threads.")
                .buildWithCallback(gauge -> gauge.record(threads.getThreadCount()));
    }

    private static void process(Meter meter, OperatingSystemMXBean system, RuntimeMXBean runtime) {
        meter.counterBuilder("jvm.cpu.time")
                .ofDoubles()
                .setUnit("s")
                .setDescription("Processor time the process has used.")
                .buildWithCallback(counter -> {
                    if (system instanceof com.sun.management.OperatingSystemMXBean process) {
                        counter.record(Math.max(0, process.getProcessCpuTime()) / NANOS_PER_SECOND);
                    }
                });
        meter.gaugeBuilder("jvm.cpu.count")
                .ofLongs()
                .setDescription("Processors the process may use.")
                .buildWithCallback(gauge -> gauge.record(system.getAvailableProcessors()));
        meter.gaugeBuilder("process.uptime")
                .setUnit("s")
                .setDescription("Time since the process started.")
                .buildWithCallback(gauge -> gauge.record(runtime.getUptime() / MILLIS_PER_SECOND));
    }
}
