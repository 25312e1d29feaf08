package dev.postern.sidecar.egress;

import dev.postern.ccl.Cidr;
import dev.postern.egress.destination.DestinationFault;
import dev.postern.egress.destination.DestinationRules;
import dev.postern.egress.destination.Host;
import dev.postern.egress.destination.IpText;
import dev.postern.egress.destination.UrlReading;
import dev.postern.egress.destination.WebUrl;
import dev.postern.policy.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Reads destinations and resolves each name once; every address must be one that content may go to. Thread-safe. */
final class Targets {

    private final DestinationRules rules;
    private final Resolver resolver;
    private final boolean resolve;

    Targets(DestinationRules rules, Resolver resolver, boolean resolve) {
        this.rules = rules;
        this.resolver = resolver;
        this.resolve = resolve;
    }

    /** Reads destinations, in order. */
    CompletionStage<List<Target>> read(List<String> destinations) {
        List<CompletableFuture<Target>> each = new ArrayList<>(destinations.size());
        for (String destination : destinations) {
            each.add(read(destination).toCompletableFuture());
        }
        return CompletableFuture.allOf(each.toArray(CompletableFuture<?>[]::new))
                .thenApply(done -> each.stream().map(CompletableFuture::join).toList());
    }

    private CompletionStage<Target> read(String destination) {
        UrlReading reading = WebUrl.parse(destination);
        if (!(reading instanceof UrlReading.Clear clear)) {
            String fault = ((UrlReading.Refused) reading).fault().id();
            return CompletableFuture.completedFuture(new Target.Unclear(fault));
        }
        WebUrl url = clear.url();
        DestinationFault fault = rules.fault(url);
        if (fault != null) {
            return CompletableFuture.completedFuture(forbidden(url, List.of(), fault));
        }
        if (url.host() instanceof Host.Address address) {
            return CompletableFuture.completedFuture(new Target.Reached(url, List.of(address.address())));
        }
        return resolve
                ? resolver.resolve(url.host().text()).thenApply(found -> resolved(url, found))
                : CompletableFuture.completedFuture(new Target.Reached(url, List.of()));
    }

    private Target resolved(WebUrl url, List<Cidr> addresses) {
        if (addresses.isEmpty()) {
            return forbidden(url, addresses, DestinationFault.UNRESOLVED);
        }
        for (Cidr address : addresses) {
            if (!rules.permits(address)) {
                return forbidden(url, addresses, DestinationFault.ADDRESS);
            }
        }
        return new Target.Reached(url, addresses);
    }

    private static Target forbidden(WebUrl url, List<Cidr> addresses, DestinationFault fault) {
        Reason reason = switch (fault) {
            case ADDRESS -> Reason.EGRESS_ADDRESS;
            case UNRESOLVED -> Reason.EGRESS_UNRESOLVED;
            case SCHEME, PORT, DECEPTIVE -> Reason.EGRESS_DESTINATION;
        };
        return new Target.Forbidden(url, addresses, reason, fault.id());
    }

    /** Addresses as texts. */
    static List<String> texts(List<Cidr> addresses) {
        return addresses.stream().map(IpText::text).toList();
    }
}
