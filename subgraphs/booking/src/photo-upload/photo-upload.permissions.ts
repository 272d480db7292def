import { gatewayOnly, type Permissions } from '@freehold/kernel/permissions/rules';

/** The gateway passes bytes on for a member; whether the member may add photos is decided by the use cases. */
export const photoUploadPermissions: Permissions = {
  Mutation: { _openPhotoUpload: gatewayOnly, _keepJobPhoto: gatewayOnly },
  _PhotoUpload: { id: gatewayOnly, objectKey: gatewayOnly },
  _KeepJobPhotoPayload: { jobPhoto: gatewayOnly, objectKey: gatewayOnly },
};
