#!powershell

# GNU General Public License v3.0+ (see LICENSE)

#AnsibleRequires -CSharpUtil Ansible.Basic

$ErrorActionPreference = 'Stop'

$spec = @{
    options = @{
        path = @{ type = 'str'; required = $true }
        size_mib = @{ type = 'int' }
        soft = @{ type = 'bool'; default = $false }
        limited = @{ type = 'bool'; default = $true }
        there = @{ type = 'bool'; required = $true }
    }
    required_if = @(, @('limited', $true, @('size_mib')))
    supports_check_mode = $true
}
$module = [Ansible.Basic.AnsibleModule]::Create($args, $spec)
$path = $module.Params.path
$soft = $module.Params.soft

if (-not $module.CheckMode) {
    if (-not $module.Params.limited) {
        Remove-FsrmQuota -Path $path -Confirm:$false
    }
    elseif ($module.Params.there) {
        Set-FsrmQuota -Path $path -Size ([uint64]$module.Params.size_mib * 1048576) -SoftLimit:$soft -Disabled:$false
    }
    else {
        $null = New-FsrmQuota -Path $path -Size ([uint64]$module.Params.size_mib * 1048576) -SoftLimit:$soft
    }
}
$module.Result.changed = $true
$module.ExitJson()
